import type { Child } from 'hono/jsx';
import type { EmulatorContext } from '../../context.ts';
import type { RequestError, RequestRecord } from '../../log/request-record.ts';
import { emulatorPath } from '../parts/layout.tsx';
import { Time } from '../parts/time.tsx';
import { explainError } from './error-explanations.ts';
import { errorSwitches } from './error-switches.ts';
import { indentJson } from './indent-json.ts';
import { inspectorPaths } from './inspector-paths.ts';
import { curlOf, hasToken, sdkCallOf } from './request-code.ts';
import { replayFault } from './replay.ts';
import { isFailed } from './request-filter.ts';

// Where the control API is.
const controlPath = `${emulatorPath}/control`;

interface RequestItemProperties {
  readonly context: EmulatorContext;
  readonly record: RequestRecord;
  /** Scheme and host of the emulator, for a command to copy. */
  readonly origin: string;
}

/** One call in the list: what was asked, by whom, what was answered, what an error means, and how to make it again. */
export const RequestItem = ({ context, record, origin }: RequestItemProperties): Child => {
  const { id, method, path, operation, user, status, duration, at, error, answer, faults = [] } = record;
  const failed = isFailed(record);
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
        <div class="folds">
          <Members
            members={Object.entries(record.parameters)}
            name={(count) => (count === 1 ? '1 parameter' : `${count} parameters`)}
          />
          <Members members={Object.entries(record.headers)} name={() => 'Headers'} />
          {answer === '' ? null : (
            <details>
              <summary class="muted small">Answer</summary>
              <Code label="Answer" text={indentJson(answer)} />
            </details>
          )}
          <Again context={context} record={record} origin={origin} />
        </div>
      </div>
    </li>
  );
};

const Again = ({ context, record, origin }: RequestItemProperties): Child => {
  const { id } = record;
  const call = sdkCallOf(record, context.operations);
  const fault = replayFault(context, record);
  return (
    <details>
      <summary class="muted small">Again</summary>
      <div class="again">
        {fault === undefined ? (
          <form method="post" action={inspectorPaths.replay} data-stay>
            <input type="hidden" name="run" value={context.log.run} />
            <input type="hidden" name="id" value={id} />
            <button class="button tiny">Replay</button>{' '}
            <span class="muted small">sends it once more as it came, with its headers, token and body</span>
          </form>
        ) : (
          <p class="muted small">This request cannot be replayed: {fault}.</p>
        )}
        <Copied id={`curl-${id}`} label="curl" text={curlOf(record, origin)} />
        {hasToken(record) ? <WhoseToken user={record.user} /> : null}
        {call === undefined ? null : <Copied id={`sdk-${id}`} label="SDK" text={call} />}
      </div>
    </details>
  );
};

// A command that is copied has no secret in it, and `.env` no token but that of the first user.
const WhoseToken = ({ user }: { readonly user: string | undefined }): Child => (
  <p class="muted small">
    Here <code>$THREADS_ACCESS_TOKEN</code> has to be a token{user === undefined ? '' : ` of @${user}`}:{' '}
    <code>--env</code> prints one of the first user, <code>POST {controlPath}/tokens</code> gives one of
    anybody. A restart keeps those of before if <code>--state</code> is given.
  </p>
);

const Copied = ({
  id,
  label,
  text,
}: {
  readonly id: string;
  readonly label: string;
  readonly text: string;
}): Child => (
  <div class="copied">
    <Code id={id} label={label} text={text} />
    {/* Of use with the script alone: without it a person selects. */}
    <button class="button tiny only-scripted" type="button" data-copies={id}>
      Copy {label}
    </button>
  </div>
);

/** A text for machines, which the keyboard can scroll. */
export const Code = ({
  id,
  label,
  text,
}: {
  readonly id?: string;
  readonly label: string;
  readonly text: string;
}): Child => (
  <pre class="answer" tabindex={0} role="group" aria-label={label} {...(id === undefined ? {} : { id })}>
    <code>{text}</code>
  </pre>
);

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
      <code>{option}</code>, or send <code>{json}</code> with <code>PATCH {controlPath}/settings</code>.
    </p>
  ));

const Members = ({
  members,
  name,
}: {
  readonly members: readonly (readonly [string, string])[];
  readonly name: (count: number) => string;
}): Child =>
  members.length === 0 ? null : (
    <details>
      <summary class="muted small">{name(members.length)}</summary>
      <dl class="parameters">
        {members.map(([member, value]) => (
          <>
            <dt class="muted">
              <code>{member}</code>
            </dt>
            <dd>
              <code>{value}</code>
            </dd>
          </>
        ))}
      </dl>
    </details>
  );
