/**
 * The types of the description: the part of OpenAPI 3.1 that it uses, and its extensions.
 *
 * They are written by hand and small. TypeScript could derive a type from the JSON, but one of thousands of members.
 * What may be a reference has an optional `$ref`, so that it can be walked without casts.
 */

import type { Limits } from './threads.limits.d.ts';

export type { Limit, Limits } from './threads.limits.d.ts';

/** The whole description. */
export interface OpenApiDocument {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers: readonly Server[];
  readonly tags: readonly Tag[];
  /** By path, without a version, such as `/{user_id}/threads`. */
  readonly paths: Readonly<Record<string, PathItem>>;
  readonly components: Components;
  /** What code needs to know of numbers and lists of values, by name. */
  readonly 'x-threads-limits': Limits;
}

export interface Components {
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly schemas: Readonly<Record<string, Schema>>;
  readonly responses: Readonly<Record<string, Response>>;
  readonly examples: Readonly<Record<string, Example>>;
  readonly securitySchemes: { readonly user_token: UserToken };
}

export interface UserToken {
  readonly type: string;
  readonly description: string;
  readonly flows: {
    readonly authorizationCode: {
      readonly authorizationUrl: string;
      readonly tokenUrl: string;
      readonly refreshUrl: string;
      /** What each permission allows. */
      readonly scopes: Readonly<Record<string, string>>;
    };
  };
}

export interface Server {
  readonly url: string;
  readonly description?: string;
}

export interface Tag {
  readonly name: string;
  readonly description: string;
  readonly externalDocs?: ExternalDocs;
}

export interface ExternalDocs {
  readonly url: string;
  readonly description?: string;
}

export interface PathItem {
  readonly servers?: readonly Server[];
  readonly get?: Operation;
  readonly post?: Operation;
  readonly delete?: Operation;
}

export interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description: string;
  readonly externalDocs: ExternalDocs;
  readonly servers?: readonly Server[];
  /** Empty where no token of a user is needed; otherwise one entry with the permissions that the token needs. */
  readonly security: readonly SecurityRequirement[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: RequestBody;
  /** By status, or `default`. */
  readonly responses: Readonly<Record<string, Response>>;
  /** When it appeared, `YYYY-MM-DD`. */
  readonly 'x-threads-since': string;
  /** Whether it may be sent again after an unclear answer. */
  readonly 'x-threads-repeat': 'safe' | 'idempotent' | 'never';
  /** A boolean parameter which, when true, turns `x-threads-repeat` into `never`. */
  readonly 'x-threads-never-when'?: string;
  /** Written without a version in front of its path. */
  readonly 'x-threads-versionless'?: boolean;
  /** Opened in a browser, not requested. */
  readonly 'x-threads-navigation'?: boolean;
  /** Answers with a page of a list that can be walked by its cursors. */
  readonly 'x-threads-list'?: boolean;
  /** What to ask for where nobody says so: members of the answer, or of the objects under its `data`. */
  readonly 'x-threads-default-fields'?: readonly FieldSelection[];
  /** The quotas that it counts against, by name. */
  readonly 'x-threads-quota'?: Readonly<Record<string, Quota>>;
  /** The path with the placeholder of this view, or of what this operation takes alone. */
  readonly 'x-threads-path'?: string;
  /** What this operation is for each kind of id, where one path serves several. */
  readonly 'x-threads-views'?: readonly Operation[];
}

export interface SecurityRequirement {
  readonly [scheme: string]: readonly string[];
}

/** The name of a field, or fields with those of the object that they hold. */
export type FieldSelection = string | { readonly [field: string]: readonly FieldSelection[] };

export interface Quota {
  /** How many calls are allowed within the window. */
  readonly total: number;
  /** The rolling window in seconds. */
  readonly duration: number;
  /** The field of `getPublishingLimit` that tells how much is used. */
  readonly usage?: string;
}

export interface Parameter {
  readonly $ref?: string;
  readonly name?: string;
  readonly in?: 'path' | 'query';
  readonly required?: boolean;
  readonly description?: string;
  readonly schema?: Schema;
  readonly examples?: Readonly<Record<string, Example>>;
  /** What the value names: a `post`, a `container`... */
  readonly 'x-threads-names'?: string;
  readonly 'x-threads-bounds'?: Readonly<Record<string, string | number>>;
  /** What is sent where the caller gives nothing. */
  readonly 'x-threads-default'?: string;
  readonly 'x-threads-since'?: string;
  /** Must reach no log, error or URL that the API does not force. */
  readonly 'x-threads-secret'?: boolean;
  /** A limit that a client must not enforce. */
  readonly 'x-threads-limit'?: number;
}

export interface RequestBody {
  readonly required: boolean;
  readonly content: Readonly<Record<string, MediaType>>;
}

export interface Response {
  readonly $ref?: string;
  readonly description?: string;
  readonly headers?: Readonly<Record<string, Header>>;
  readonly content?: Readonly<Record<string, MediaType>>;
}

export interface Header {
  readonly description: string;
  readonly schema: Schema;
  readonly examples: Readonly<Record<string, Example>>;
}

export interface MediaType {
  readonly schema: Schema;
  readonly examples: Readonly<Record<string, Example>>;
}

export interface Example {
  readonly $ref?: string;
  readonly summary?: string;
  readonly value?: unknown;
}

/** A schema of JSON Schema 2020-12. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly externalDocs?: ExternalDocs;
  readonly const?: string;
  readonly enum?: readonly string[];
  readonly default?: string | number | boolean;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  /** Of a text that holds more: what the text is. */
  readonly contentMediaType?: 'application/json';
  /** What is in the text. */
  readonly contentSchema?: Schema;
  /** Of a text that holds the items of a list, separated by commas: the list. */
  readonly 'x-threads-comma-separated'?: Schema;
  /** What to say of a text that does not match the pattern. */
  readonly 'x-threads-message'?: string;
  /** Values that are known today; others may come. */
  readonly 'x-threads-known-values'?: readonly string[];
  /** Permissions that this member needs besides those of the operation. */
  readonly 'x-threads-scopes'?: readonly string[];
  /** The member that holds the list, where a list may come inside an object. */
  readonly 'x-threads-unwrap'?: string;
  readonly 'x-threads-names'?: string;
  readonly 'x-threads-bounds'?: Readonly<Record<string, string | number>>;
  readonly 'x-threads-default'?: string;
  readonly 'x-threads-since'?: string;
  readonly 'x-threads-secret'?: boolean;
  readonly 'x-threads-limit'?: number;
}

declare const description: OpenApiDocument;
// oxlint-disable-next-line import/no-default-export -- the value of a JSON module is its default export
export default description;
