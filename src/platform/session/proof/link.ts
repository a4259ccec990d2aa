import { magicLink } from 'better-auth/plugins/magic-link';
import { linkLasts } from './limits.ts';

/** The letter that carries a link is given along by whoever asks for it: the library knows neither languages nor letters. */
export type DeliverLink = (to: { email: string; token: string }) => Promise<void>;

/** Sign-in links: one use, a quarter of an hour, only for accounts that are there, kept as a hash. */
export const linkPlugin = () =>
  magicLink({
    expiresIn: linkLasts,
    disableSignUp: true,
    storeToken: 'hashed',
    async sendMagicLink({ email, token, metadata }) {
      await (metadata!.deliver as DeliverLink)({ email, token });
    },
  });
