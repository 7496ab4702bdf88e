import { WebhookError } from '@threads-sdk/errors';

/** A request that Meta would not send. */
export function requestInvalid(message: string): WebhookError {
  return new WebhookError('REQUEST_INVALID', message, {
    remedy: 'Nothing, unless Meta sent it: then look at what stands between Meta and your app.',
  });
}

/** @param what is not signed, e.g. `The delivery` */
export function signatureInvalid(what: string): WebhookError {
  return new WebhookError('SIGNATURE_INVALID', `${what} is not signed with the app secret.`, {
    remedy:
      'Nothing, unless Meta sent it: then check that appSecret is the secret of the Threads app, and that nothing reads or changes the body on its way.',
  });
}

/** What Meta signed, but does not document. */
export function payloadInvalid(message: string): WebhookError {
  return new WebhookError('PAYLOAD_INVALID', message, {
    remedy:
      'It was signed with the app secret, or was never verified. Look for a newer version of this package.',
  });
}
