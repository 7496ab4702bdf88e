import { metrics, type MeterProvider, trace, type Tracer, type TracerProvider } from '@opentelemetry/api';

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
