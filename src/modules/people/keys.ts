import { blockingKeys, comparablePerson } from './comparable-person.ts';

/** What is known of a person when her match keys are made. */
export interface Known {
  id: string;
  given: string | null;
  surname: string | null;
  phone: string | null;
  email: string | null;
  birth: string | null;
  organisations: string[];
}

/** The keys under which a person is looked up: those of each of her affiliations, because the next sheet may name any of them. */
export const matchKeys = ({ given, surname, phone, email, birth, organisations }: Known): string[] => [
  ...new Set((organisations.length ? organisations : [null]).flatMap((organisation) => blockingKeys(comparablePerson({ given, surname, phone, email, birthDate: birth, organisation })))),
];
