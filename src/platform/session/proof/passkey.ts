import { passkey } from '@better-auth/passkey';
import { APIError } from 'better-auth/api';

/** Passkeys belong to the name people reach Kolo at; browsers allow them on https and on localhost only. */
export const passkeyPlugin = (origin: string) =>
  passkey({
    rpName: 'Kolo',
    rpID: new URL(origin).hostname,
    origin,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    authentication: {
      afterVerification({ verification }) {
        // A key that asked for no finger, face or PIN proves the key, not the person: with it a passkey stands for both factors.
        if (!verification.authenticationInfo.userVerified) throw new APIError('UNAUTHORIZED', { code: 'USER_NOT_VERIFIED' });
      },
    },
    schema: {
      passkey: {
        fields: { publicKey: 'public_key', userId: 'holder_id', credentialID: 'credential_key', deviceType: 'device_type', backedUp: 'backed_up', createdAt: 'created_at' },
      },
    },
  });
