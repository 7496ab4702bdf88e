import * as v from 'valibot';

/**
 * A URL in an answer that Meta has put the access token into: it is handed on without it.
 *
 * @internal
 */
export const urlWithoutToken: v.GenericSchema<unknown, string> = /* @__PURE__ */ v.pipe(
  /* @__PURE__ */ v.string(),
  /* @__PURE__ */ v.transform((url) =>
    url.replace(/([?&])access_token=[^&#]*&?/g, '$1').replace(/[?&](?=#|$)/, ''),
  ),
);
