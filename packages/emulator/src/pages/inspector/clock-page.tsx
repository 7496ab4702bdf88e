import type { Child } from 'hono/jsx';
import type { EmulatorContext } from '../../context.ts';
import { limits } from '../../description/limits.ts';
import { Layout } from '../parts/layout.tsx';
import { Live } from '../parts/live.tsx';
import { durationText, Time } from '../parts/time.tsx';
import { inspectorPaths } from './inspector-paths.ts';

/** How far a button moves the clock, in milliseconds, with what that is good for. */
const steps: readonly (readonly [milliseconds: number, why: string])[] = [
  [60_000, 'containers that are being processed are finished, unless that was set to take longer'],
  [limits.shortLivedTokenSeconds.value * 1000, 'codes and short-lived tokens have ended'],
  [
    limits.containerSeconds.value * 1000,
    'containers expire, polls close, ghost posts are archived, quotas are new',
  ],
  [limits.longLivedTokenSeconds.value * 1000, 'long-lived tokens have expired'],
];

/** The same, each with what its button says. */
export const clockSteps: readonly {
  readonly milliseconds: number;
  readonly label: string;
  readonly why: string;
}[] = /* @__PURE__ */ steps.map(([milliseconds, why]) => ({
  milliseconds,
  label: `+${durationText(milliseconds)}`,
  why,
}));

/** What time it is here, and buttons that change it. */
export const ClockPage = ({ context }: { readonly context: EmulatorContext }): Child => {
  const { clock } = context;
  return (
    <Layout title="Clock" current="clock">
      <h1>Clock</h1>
      <section class="card pad stack" aria-label="Time">
        <Live id="time">
          <p class="big-time">
            <Time instant={clock.now()} seconds />
          </p>
          <p class="muted">{clockText(context)}</p>
        </Live>
        <form
          method="post"
          action={inspectorPaths.moveClock}
          data-stay
          data-done="The clock was moved"
          class="stack"
        >
          <ul class="steps">
            {clockSteps.map(({ milliseconds, label, why }) => (
              <li>
                <button class="button small" name="advance" value={milliseconds}>
                  {label}
                </button>
                <span class="muted small">{why}</span>
              </li>
            ))}
          </ul>
        </form>
        <Live id="clock-switches">
          <form
            method="post"
            action={inspectorPaths.moveClock}
            data-stay
            data-done="The clock was changed"
            class="steps-row"
          >
            {clock.stop === undefined ? null : clock.stopped === true ? (
              <button id="clock-go" class="button small primary" name="do" value="go">
                Go
              </button>
            ) : (
              <button id="clock-stop" class="button small" name="do" value="stop">
                Stop
              </button>
            )}
            {clock.stop === undefined || clock.moveTo === undefined ? null : (
              <button id="clock-now" class="button small" name="do" value="now">
                Back to now
              </button>
            )}
          </form>
        </Live>
      </section>
      <p class="muted small after-card">
        Containers, tokens, codes, polls and quotas age by this clock. A client that checks the expiration of
        its token by a clock of its own does not hear of it.
      </p>
    </Layout>
  );
};

function clockText({ clock }: EmulatorContext): string {
  if (clock.stop === undefined) return 'This clock moves only when it is told to.';
  if (clock.stopped === true) return 'It stands still.';
  const { offset = 0 } = clock.position?.() ?? {};
  if (Math.abs(offset) < 1000) return 'It runs with the clock of this machine.';
  return `It runs, ${durationText(Math.abs(offset))} ${offset > 0 ? 'ahead of' : 'behind'} the clock of this machine.`;
}
