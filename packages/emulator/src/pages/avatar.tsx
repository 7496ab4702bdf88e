import type { Child } from 'hono/jsx';

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
    <span class={large ? 'avatar large' : 'avatar'} aria-hidden="true">
      {letter?.toUpperCase() ?? '?'}
    </span>
  );
};
