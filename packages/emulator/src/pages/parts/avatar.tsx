import type { Child } from 'hono/jsx';
import { randomOf } from '../../model/random.ts';

interface AvatarProperties {
  readonly name: string;
  readonly large?: boolean;
}

/**
 * The first letter of a name, which always stands beside it as text. The profile pictures of the emulator have
 * addresses and no files, so that there is nothing to load.
 */
export const Avatar = ({ name, large = false }: AvatarProperties): Child => {
  const [letter] = name.trim();
  return (
    <span class={`avatar hue-${hueOf(name)}${large ? ' large' : ''}`} aria-hidden="true">
      {letter?.toUpperCase() ?? '?'}
    </span>
  );
};

const hues = 6;

// The same name has the same colour on every page.
function hueOf(name: string): number {
  return Math.floor(randomOf(0, name) * hues);
}
