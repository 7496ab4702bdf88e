/** As much of a Worker's own module as the examples use; Cloudflare's types would take the place of the browser's. */
declare module 'cloudflare:workers' {
  export abstract class WorkflowEntrypoint<Env, Params> {
    protected readonly env: Env;
    abstract run(event: WorkflowEvent<Params>, step: WorkflowStep): Promise<unknown>;
  }

  export interface WorkflowEvent<Params> {
    readonly payload: Params;
    readonly timestamp: Date;
  }

  export interface WorkflowStep {
    do<Result>(
      name: string,
      config: {
        readonly retries: {
          readonly limit: number;
          readonly delay: number;
          readonly backoff: 'constant' | 'linear' | 'exponential';
        };
      },
      work: () => Promise<Result>,
    ): Promise<Result>;
    sleep(name: string, duration: number): Promise<void>;
  }
}
