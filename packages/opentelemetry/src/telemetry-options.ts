import { metrics, type MeterProvider, trace, type Tracer, type TracerProvider } from '@opentelemetry/api';
import { checkInput, custom, inputObject } from '@threads-sdk/internal';

/**
 * Where spans and metrics go.
 *
 * @category Trace and measure
 */
export interface TelemetryOptions {
  /** Makes the spans. Default: the provider that the app has registered with OpenTelemetry, also if that happens later. */
  readonly tracerProvider?: TracerProvider;
  /** Makes the metrics. Default: the provider that the app has registered with OpenTelemetry. */
  readonly meterProvider?: MeterProvider;
}

/** How OpenTelemetry calls what makes these spans and metrics. */
export const scope = '@threads-sdk/opentelemetry';

/**
 * @throws {InvalidInputError} if options are not usable, naming every fault
 * @internal
 */
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

/**
 * A value with a function of this name: providers are of whatever class their SDK has.
 *
 * @internal
 */
export function having(name: string): ReturnType<typeof custom<unknown>> {
  return custom<unknown>(
    (value) => typeof Object(value)[name] === 'function',
    `must have a function ${name}`,
  );
}

/** Asked for anew each time, since an app may register its provider after it has made its client. */
export function tracerOf({ tracerProvider = trace.getTracerProvider() }: TelemetryOptions): Tracer {
  return tracerProvider.getTracer(scope);
}

/** Makes something of a provider of metrics once, and anew when the app has registered another one. */
export function perMeterProvider<Instruments>(
  { meterProvider }: TelemetryOptions,
  make: (provider: MeterProvider) => Instruments,
): () => Instruments {
  const made = new WeakMap<MeterProvider, Instruments>();
  return () => {
    const provider = meterProvider ?? metrics.getMeterProvider();
    const instruments = made.get(provider) ?? make(provider);
    made.set(provider, instruments);
    return instruments;
  };
}
