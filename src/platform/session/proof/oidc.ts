import { genericOAuth } from 'better-auth/plugins/generic-oauth';
import { env } from '../../env.ts';

/** Sign-in at the organisation's own OpenID provider, when OIDC_ISSUER and OIDC_CLIENT_ID are set. */
export const oidcPlugin = () =>
  genericOAuth({
    config: [
      {
        providerId: 'oidc',
        discoveryUrl: `${env.OIDC_ISSUER!.replace(/\/$/, '')}/.well-known/openid-configuration`,
        clientId: env.OIDC_CLIENT_ID!,
        clientSecret: env.OIDC_CLIENT_SECRET,
        scopes: ['openid', 'email', 'profile'],
        pkce: true,
      },
    ],
  });
