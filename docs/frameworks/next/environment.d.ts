declare global {
  namespace NodeJS {
    /** What the app is started with; `string` alone, since it does not start without them. */
    interface ProcessEnv {
      readonly THREADS_APP_ID: string;
      readonly THREADS_API_SECRET: string;
      readonly THREADS_REDIRECT_URI: string;
      readonly THREADS_VERIFY_TOKEN: string;
      readonly SESSION_KEY: string;
    }
  }
}

export {};
