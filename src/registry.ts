/** What plugs in: kinds of evidence, endpoints, jobs, offline commands. A new kind of evidence, endpoint or job is one line here and one file in its module. Imported by routes, bin and hooks only. */
import { createApi } from '#platform/api/api.ts';
import type { Job } from '#platform/jobs/jobs.ts';
import type { OfflineCommand, OfflineCopy } from '#platform/offline/intake.ts';
import type { PublicPages } from '#platform/sitemap/sitemap.ts';
import { logApi } from '#platform/log/api.ts';
import { alliancesApi } from '#modules/alliances/api.ts';
import { allianceKindsOfEvidence } from '#modules/alliances/evidence.ts';
import { allianceJobs } from '#modules/alliances/jobs.ts';
import { alliancePages, guidelinePages } from '#modules/alliances/sitemap-queries.ts';
import { assuranceJobs } from '#modules/assurance/jobs.ts';
import { duplicateJobs } from '#modules/duplicates/jobs.ts';
import { lookAtWritten } from '#modules/duplicates/looking/commands.ts';
import { doorCopy, offlineCheckIn } from '#modules/events/check-in/offline.ts';
import { eventKinds } from '#modules/events/evidence.ts';
import { eventJobs } from '#modules/events/jobs.ts';
import { organisationsApi } from '#modules/organisations/api.ts';
import { whenOrganisationChanges, whenOrganisationsAreWritten, whenTypeChanges } from '#modules/organisations/commands.ts';
import { organisationPages } from '#modules/organisations/sitemap-queries.ts';
import { peopleApi } from '#modules/people/api.ts';
import { whenPeopleAreWritten } from '#modules/people/commands.ts';
import { placesApi } from '#modules/places/api.ts';
import { programmesApi } from '#modules/programmes/api.ts';
import { programmePages } from '#modules/programmes/public/sitemap-queries.ts';
import { proposalJobs } from '#modules/proposals/jobs.ts';
import { keepVersion } from '#modules/proposals/version-commands.ts';
import { evidenceApi } from '#modules/results/api.ts';
import { resultKinds } from '#modules/results/evidence.ts';
import { useKinds, type EvidenceKind } from '#modules/results/kind.ts';
import { refreshFacts } from '#modules/results/rebuild.ts';
import { searchJobs } from '#modules/search/jobs.ts';
import { whenServiceChanges } from '#modules/services/commands.ts';
import { findableByProvider } from '#modules/services/hsds/commands.ts';
import { coverageJobs } from '#modules/services/coverage/jobs.ts';
import { hsdsApi } from '#modules/services/hsds/api.ts';
import { serviceJobs } from '#modules/services/jobs.ts';
import { serviceKinds } from '#modules/services/support/evidence.ts';
import { placePages } from '#modules/services/coverage/sitemap-queries.ts';
import { servicePages } from '#modules/services/sitemap-queries.ts';

export const evidenceKinds: readonly EvidenceKind[] = [...eventKinds, ...allianceKindsOfEvidence, ...serviceKinds, ...resultKinds];

/** Makes the process know what it is made of; called once at its start, by `src/hooks.server.ts` and by every program in `bin/` that touches evidence. */
export function plugIn() {
  useKinds(evidenceKinds);
  whenTypeChanges((tx, networkId, organisationId) => refreshFacts(tx, networkId, { organisationId }));
  whenPeopleAreWritten((context, ids) => lookAtWritten(context, 'person', ids));
  whenOrganisationChanges((context, id, when) => keepVersion(context, 'organisation', id, when));
  whenServiceChanges((context, id, when) => keepVersion(context, 'service', id, when));
  whenOrganisationsAreWritten(async (context, ids) => {
    await findableByProvider(context, ids);
    await lookAtWritten(context, 'organisation', ids);
  });
}

/** Work that follows a command, beside the pages. */
export const jobs: readonly Job[] = [...eventJobs, ...allianceJobs, ...duplicateJobs, ...coverageJobs, ...searchJobs, ...proposalJobs, ...assuranceJobs, ...serviceJobs];

/** What devices may queue while they have no network, and the lists they keep a copy of. */
export const offlineCommands: readonly OfflineCommand[] = [offlineCheckIn];
export const offlineCopies: readonly OfflineCopy[] = [doorCopy];

/** Pages that stand still: the entrances, for search engines. */
const entrances = ['/', '/programmes', '/services', '/services/map', '/services/method', '/organisations', '/networks', '/about', '/accessibility', '/api'];

/** What search engines are told of, in `/sitemap.xml`. */
export const publicPages: readonly PublicPages[] = [
  { name: 'pages', count: async () => entrances.length, list: async (offset, limit) => entrances.slice(offset, offset + limit).map((path) => ({ path })) },
  programmePages,
  servicePages,
  placePages,
  alliancePages,
  guidelinePages,
  organisationPages,
];

/** The public API: every module's endpoints under /api/v1. */
export const api = createApi([programmesApi, evidenceApi, organisationsApi, alliancesApi, peopleApi, placesApi, logApi]);

/** The directory of services as the Human Services Data Specification lays it down, under /hsds. */
export const hsds = createApi([hsdsApi], { at: '/hsds', describesItself: false });
