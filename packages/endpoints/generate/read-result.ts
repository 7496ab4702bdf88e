import { assertKnownKeys, flagAt, objectAt, optionalStringAt, refuse, type JsonObject } from './json.ts';
import type { ResultModel } from './model.ts';
import { dereference, type Source } from './read-parameters.ts';
import { dataItems, resolveType } from './read-schemas.ts';
import { readType } from './read-type.ts';

/** What a successful answer holds. Failures look alike everywhere and belong to the HTTP client. */
export function readResult(source: Source, operation: JsonObject): ResultModel {
  const at = `${source.at}.responses`;
  const responses = objectAt(operation['responses'], at);
  const unknown = Object.keys(responses).filter(
    (status) => status !== '200' && status !== 'default' && !/^[45](XX|\d\d)$/.test(status),
  );
  if (unknown.length > 0)
    refuse(at, `the statuses ${unknown.join(', ')}`, 'Describe 200, and failures as 4XX, 5XX or default');
  const response = dereference(source, objectAt(responses['200'], `${at}.200`), 'responses', `${at}.200`);
  assertKnownKeys(response, ['description', 'content', 'headers'], `${at}.200`);
  const content = objectAt(response['content'], `${at}.200.content`);
  assertKnownKeys(content, ['application/json'], `${at}.200.content`);
  const media = objectAt(content['application/json'], `${at}.200.content.application/json`);
  assertKnownKeys(media, ['schema', 'example', 'examples'], `${at}.200.content.application/json`);
  const type = readType(media['schema'], `${at}.200.schema`);
  const description = optionalStringAt(response['description'], `${at}.200.description`) ?? '';
  if (!flagAt(operation['x-threads-list'], `${source.at}.x-threads-list`))
    return { kind: 'value', type, description };
  const item = dataItems(resolveType(type, source.schemas, `${at}.200.schema`));
  if (item === undefined)
    return refuse(
      `${at}.200.schema`,
      'x-threads-list, but the answer is no list',
      'Describe an object with the properties data and paging',
    );
  return { kind: 'pages', item, description };
}
