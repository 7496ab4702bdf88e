import type { Child } from 'hono/jsx';
import type { EmulatorContext } from '../../context.ts';
import type { DeliveryAttempt, WebhookDelivery } from '../../events/event-state.ts';
import { hubSignature } from '../../events/hmac.ts';
import { webhookFields, type WebhookField } from '../../events/webhook-options.ts';
import { Layout } from '../parts/layout.tsx';
import { Live } from '../parts/live.tsx';
import { Time } from '../parts/time.tsx';
import type { View } from '../parts/view.ts';
import { indentJson } from './indent-json.ts';
import { inspectorPaths } from './inspector-paths.ts';
import { Code } from './request-item.tsx';
import { asChoice, Choice } from './requests-page.tsx';

const maxShown = 100;

interface SignedDelivery {
  readonly delivery: WebhookDelivery;
  readonly signature: string;
}

/** The deliveries that the page shows. */
export function signedDeliveries({ events, store }: EmulatorContext): Promise<readonly SignedDelivery[]> {
  const newest = events.deliveries.slice(-maxShown).toReversed();
  return Promise.all(
    newest.map(async (delivery) => ({
      delivery,
      signature: await hubSignature(store.app.clientSecret, delivery.body),
    })),
  );
}

interface WebhooksPageProperties {
  readonly view: View;
  /** Of the deliveries that are shown, newest first, each with the signature that goes with its body. */
  readonly deliveries: readonly SignedDelivery[];
  /** What became of a form, if one was sent. */
  readonly issues?: readonly string[];
}

/** Where the app is told of events, what it was told, and buttons that let something happen. */
export const WebhooksPage = ({ view, deliveries, issues = [] }: WebhooksPageProperties): Child => {
  const { subscription, deliveries: all } = view.context.events;
  return (
    <Layout title="Webhooks" current="webhooks">
      <h1>Webhooks</h1>
      {issues.length === 0 ? null : (
        <ul id="issues" class="notice bad">
          {issues.map((issue) => (
            <li>{issue}</li>
          ))}
        </ul>
      )}
      <div class="tool-columns">
        <div class="stack">
          <section class="card pad stack" aria-labelledby="subscription-title">
            <h2 id="subscription-title">Subscription</h2>
            <Live id="subscription">
              {subscription === undefined ? (
                <p class="muted">
                  Nobody is told of anything yet. Your app has to answer a verification first.
                </p>
              ) : (
                <p>
                  <code>{subscription.callbackUrl}</code> is told of {subscription.fields.join(', ')}.
                </p>
              )}
            </Live>
            <SubscriptionForm view={view} />
          </section>
          <section class="card pad stack" aria-labelledby="trigger-title">
            <h2 id="trigger-title">Let something happen</h2>
            <TriggerForm view={view} />
          </section>
        </div>
        <section class="stack" aria-labelledby="deliveries-title">
          <h2 id="deliveries-title">Deliveries</h2>
          <ol class="card list" id="deliveries" data-live="list">
            {deliveries.map(({ delivery, signature }) => (
              <li id={`delivery-${delivery.id}`} class="entry">
                <Delivery view={view} delivery={delivery} signature={signature} />
              </li>
            ))}
          </ol>
          <p class="card empty when-empty">
            {subscription === undefined ? 'None: there is no subscription.' : 'None yet.'}
          </p>
          {all.length > maxShown ? (
            <p class="muted small">
              The last {maxShown} of {all.length} deliveries.
            </p>
          ) : null}
        </section>
      </div>
    </Layout>
  );
};

const SubscriptionForm = ({ view: { context } }: { readonly view: View }): Child => {
  const { options, subscription } = context.events;
  const fields = subscription?.fields ?? options.fields ?? webhookFields;
  return (
    <form
      method="post"
      action={inspectorPaths.subscribe}
      class="stack"
      data-stay
      data-done="The webhook is subscribed"
    >
      <label class="field">
        Callback URL
        <input
          type="url"
          name="callbackUrl"
          required
          value={subscription?.callbackUrl ?? options.callbackUrl ?? ''}
          placeholder="http://localhost:3000/webhooks/threads"
        />
      </label>
      <label class="field">
        Verify token
        <input name="verifyToken" required autocomplete="off" />
      </label>
      <fieldset class="switches">
        <legend>Fields</legend>
        {webhookFields.map((field) => (
          <label class="toggle">
            <input type="checkbox" name="field" value={field} checked={fields.includes(field)} /> {field}
          </label>
        ))}
      </fieldset>
      <button class="button primary">Verify and subscribe</button>
    </form>
  );
};

const triggers: Readonly<Record<WebhookField, string>> = {
  replies: 'Somebody replies to the newest post',
  mentions: 'Somebody mentions the user',
  publish: 'The user publishes a post',
  delete: 'The user publishes a post and deletes it',
};

const TriggerForm = ({ view: { context, me } }: { readonly view: View }): Child => {
  const users = [...context.store.users.values()].map(({ username }) => username).slice(0, 200);
  return (
    <form method="post" action={inspectorPaths.trigger} class="stack" data-stay data-done="It happened">
      <Choice
        name="username"
        label="To whom"
        any={me?.username ?? 'Nobody'}
        choices={users.filter((username) => username !== me?.username).map(asChoice)}
      />
      <ul class="steps">
        {webhookFields.map((field) => (
          <li>
            <button class="button small" name="field" value={field}>
              {field}
            </button>
            <span class="muted small">{triggers[field]}</span>
          </li>
        ))}
      </ul>
      <p class="muted small">
        An app is told of users who granted it the permissions of a field: log in once, or issue a token.
      </p>
    </form>
  );
};

const Delivery = ({
  view: { context },
  delivery,
  signature,
}: {
  readonly view: View;
  readonly delivery: WebhookDelivery;
  readonly signature: string;
}): Child => {
  const { id, field, userId, state, body, attempts, createdAt, nextAttemptAt } = delivery;
  const { store } = context;
  const tone = state === 'delivered' ? 'good' : state === 'dropped' ? 'bad' : '';
  return (
    <>
      <p class="entry-head">
        <span class={`state ${tone}`}>{state}</span>
        <strong>{field}</strong>
        <span class="muted small">@{store.users.get(userId)?.username}</span>
        <Time instant={createdAt} seconds />
      </p>
      <ol class="attempts" aria-label="Attempts">
        {attempts.map((attempt) => (
          <li>
            <Attempt attempt={attempt} />
          </li>
        ))}
      </ol>
      {nextAttemptAt === undefined || attempts.length === 0 ? null : (
        <p class="muted small">
          Next attempt: <Time instant={nextAttemptAt} seconds />
        </p>
      )}
      <div class="folds">
        <details>
          <summary class="muted small">Body and signature</summary>
          <Code label="Body" text={indentJson(body)} />
          <p class="small">
            X-Hub-Signature-256: <code>{signature}</code>
          </p>
        </details>
      </div>
      <form method="post" action={inspectorPaths.sendAgain} data-stay data-done="It was sent again">
        <input type="hidden" name="id" value={id} />
        <button id={`delivery-${id}-again`} class="button tiny">
          Send again
        </button>
      </form>
    </>
  );
};

const Attempt = ({
  attempt: { at, status, failure, answer },
}: {
  readonly attempt: DeliveryAttempt;
}): Child => {
  const taken = status !== undefined && status >= 200 && status < 300;
  return (
    <span class="small">
      <span class={taken ? 'status good' : 'status bad'}>{status ?? failure}</span>{' '}
      <Time instant={at} seconds />
      {answer === undefined ? null : (
        <>
          {' '}
          <code>{answer}</code>
        </>
      )}
    </span>
  );
};
