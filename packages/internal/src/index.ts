export {
  accessTokenSchema,
  credentialsSchema,
  freezeCredentials,
  inWritableYears,
  scopeSchema,
  scopesSchema,
} from './credentials.ts';
export { copyOf } from './copy.ts';
export { checkInput, fail, isNumberFrom, issuesOf, numberIssues, refuse, toInputIssues } from './input.ts';
export { readEmulatorAddress } from './emulator-address.ts';
export { detectType, type FileType, mediaTypes } from './file-type.ts';
export { isLocalHttp } from './is-local-http.ts';
export { isObject, parseJson, readExactJson, readJson } from './json.ts';
export { guardKeyv, type Keyv, keyvSchema, reasonOf } from './keyv.ts';
export { notify } from './notify.ts';
export {
  abortSignal,
  answerList,
  answerObject,
  boundedList,
  callable,
  callOptions,
  check,
  checkedInput,
  custom,
  fieldsInput,
  filledText,
  flag,
  idOutput,
  inputObject,
  isUpTo,
  listOf,
  mapped,
  matching,
  number,
  numberFrom,
  oneOf,
  pageOf,
  shape,
  span,
  text,
  timeInput,
  urlWithoutToken,
  whole,
} from './schemas.ts';
export { decodeUtf8, readBody } from './read-body.ts';
export { inTime } from './in-time.ts';
export { runTogether } from './run-together.ts';
export { isSameSecret, isSigned } from './secrets.ts';
export { systemClock, waitFor } from './system-clock.ts';
export { timeOf } from './time-of.ts';
export { unlessAborted } from './unless-aborted.ts';
export { useStore } from './use-store.ts';
