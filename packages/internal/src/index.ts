export { answerList, answerObject, idOutput, unwrapped, urlWithoutToken } from './answer.ts';
export {
  accessTokenSchema,
  credentialsSchema,
  expirationSchema,
  scopesSchema,
  userIdSchema,
} from './credentials.ts';
export { callable, check, checkInput, fail, issuesOf, numberFrom, refuse, toInputIssues } from './input.ts';
export { isLocalHttp } from './is-local-http.ts';
export { parseJson, withoutToken } from './json.ts';
export { guardKeyv, type Keyv, keyvSchema, reasonOf } from './keyv.ts';
export { notify } from './notify.ts';
export {
  checkedInput,
  fieldsInput,
  filledText,
  flag,
  inputObject,
  listOf,
  number,
  oneOf,
  text,
  timeInput,
} from './parameters.ts';
export { decodeUtf8, readBody } from './read-body.ts';
export { isSameSecret, isSigned } from './secrets.ts';
export { useStore } from './use-store.ts';
