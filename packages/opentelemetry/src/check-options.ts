import { checkInput, custom, inputObject } from '@threads-sdk/internal';
import type { TelemetryOptions } from './telemetry-options.ts';

/** @throws {InvalidInputError} if options are not usable, naming every fault */
export function checkOptions<Options extends TelemetryOptions>(
  call: string,
  options: Options,
  further: Parameters<typeof inputObject>[0] = {},
): Options {
  return checkInput(
    call,
    inputObject<Options>({
      tracerProvider: having('getTracer'),
      meterProvider: having('getMeter'),
      ...further,
    }),
    options,
  );
}

/** A value with a function of this name: providers are of whatever class their SDK has. */
export function having(name: string): ReturnType<typeof custom<unknown>> {
  return custom<unknown>(
    (value) => typeof Object(value)[name] === 'function',
    `must have a function ${name}`,
  );
}
