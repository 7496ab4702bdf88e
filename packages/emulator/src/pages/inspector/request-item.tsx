import type { Child } from 'hono/jsx';
import type { RequestError, RequestRecord } from '../../log/log.ts';
import { emulatorPath } from '../parts/layout.tsx';
import { Time } from '../parts/time.tsx';
import { explainError } from './error-explanations.ts';
import { errorSwitches } from './error-switches.ts';
import { indentJson } from './indent-json.ts';

// Where the control API has the settings.
const settingsPath = `${emulatorPath}/control/settings`;

/** One call in the list: what was asked, by whom, what was answered, and what an error means. */
export const RequestItem = ({ record }: { readonly record: RequestRecord }): Child => {
  const { id, method, path, operation, user, status, duration, at, error, answer, faults = [] } = record;
  const failed = error !== undefined || status >= 400 || status === 0;
  return (
    <li class={failed ? 'request failed' : 'request'} id={`request-${id}`}>
      <span class={failed ? 'status bad' : 'status good'}>{status === 0 ? 'None' : status}</span>
      <div class="request-body">
        <p class="request-head">
          <strong>{operation ?? 'Not an operation'}</strong>
          {user === undefined ? null : <span class="muted small">@{user}</span>}
          <span class="muted small">{duration} ms</span>
          <Time instant={at} seconds />
        </p>
        <p>
          <code>
            {method} {path}
          </code>
        </p>
        {faults.length === 0 ? null : (
          <p>
            <span class="mark">Planned fault: {faults.join(', ')}</span>
          </p>
        )}
        {error === undefined ? null : <ErrorNote error={error} />}
        <Switches record={record} />
        {status === 0 ? (
          <p class="error-note">No answer: the connection broke, or the caller gave up.</p>
        ) : null}
        <Parameters parameters={Object.entries(record.parameters)} />
        {answer === '' ? null : (
          <details>
            <summary class="muted small">Answer</summary>
            <pre class="answer" tabindex={0} role="group" aria-label="Answer">
              <code>{indentJson(answer)}</code>
            </pre>
          </details>
        )}
      </div>
    </li>
  );
};

const ErrorNote = ({ error }: { readonly error: RequestError }): Child => {
  const { code, subcode, message } = error;
  const explanation = explainError(error);
  return (
    <div class="error-note">
      <p>
        <strong>
          Error {code}
          {subcode === undefined ? '' : `/${subcode}`}
        </strong>{' '}
        {message}
      </p>
      {explanation === undefined ? null : (
        <>
          <p>{explanation.meaning}</p>
          <p>
            <strong>What to do:</strong> {explanation.remedy}
          </p>
        </>
      )}
    </div>
  );
};

const Switches = ({ record }: { readonly record: RequestRecord }): Child =>
  errorSwitches(record).map(({ path, decides, option, json }) => (
    <p class="small">
      <strong>In this emulator</strong> <code>{path}</code> says {decides}: start it with{' '}
      <code>{option}</code>, or send <code>{json}</code> with <code>PATCH {settingsPath}</code>.
    </p>
  ));

const Parameters = ({ parameters }: { readonly parameters: readonly (readonly [string, string])[] }): Child =>
  parameters.length === 0 ? null : (
    <details>
      <summary class="muted small">
        {parameters.length === 1 ? '1 parameter' : `${parameters.length} parameters`}
      </summary>
      <dl class="parameters">
        {parameters.map(([name, value]) => (
          <>
            <dt class="muted">
              <code>{name}</code>
            </dt>
            <dd>
              <code>{value}</code>
            </dd>
          </>
        ))}
      </dl>
    </details>
  );
