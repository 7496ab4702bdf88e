import type { Child } from 'hono/jsx';
import type { EmulatorContext } from '../../context.ts';
import { Layout } from '../parts/layout.tsx';
import { Live } from '../parts/live.tsx';
import { durationText, Time } from '../parts/time.tsx';
import { inspectorPaths } from './inspector-paths.ts';

const hour = 3_600_000;

/** How far a button moves the clock, with what that is good for. */
export const clockSteps: readonly {
  readonly milliseconds: number;
  readonly label: string;
  readonly why: string;
}[] = [
  {
    milliseconds: 60_000,
    label: '+1 minute',
    why: 'containers that are being processed are finished, unless that was set to take longer',
  },
  { milliseconds: hour, label: '+1 hour', why: 'codes and short-lived tokens have ended' },
  {
    milliseconds: 24 * hour,
    label: '+1 day',
    why: 'containers expire, polls close, ghost posts are archived, quotas are new',
  },
  { milliseconds: 60 * 24 * hour, label: '+60 days', why: 'long-lived tokens have expired' },
];

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
