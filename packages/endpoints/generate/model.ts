/** What the generator knows of the API: the description, read and checked, in the form that the emitters need. */
export interface Model {
  readonly operations: readonly OperationModel[];
  readonly schemas: ReadonlyMap<string, SchemaModel>;
  /** Numbers and lists of values by name. */
  readonly limits: ReadonlyMap<string, LimitModel>;
}

/** A number that bounds something, or the values that something can have. */
export interface LimitModel {
  readonly value: number | readonly string[];
  readonly description: string;
  /** Meta's page that says so. */
  readonly source: string;
}

export interface OperationModel {
  /** The function's name, for example `listThreads`. */
  readonly id: string;
  readonly tag: string;
  /** Under which heading of the reference it stands: the tag's name for people. */
  readonly category: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly summary: string;
  readonly description: string | undefined;
  /** Meta's page about it. */
  readonly page: string;
  readonly since: string | undefined;
  readonly quota: string | undefined;
  readonly scopes: readonly string[];
  readonly anonymous: boolean;
  readonly versionless: boolean;
  readonly repeat: 'safe' | 'idempotent' | 'never';
  readonly neverWhen: string | undefined;
  /** Opened in a browser instead of requested. */
  readonly navigation: boolean;
  readonly parameters: readonly PropertyModel[];
  readonly fields: FieldsModel | undefined;
  readonly result: ResultModel;
}

/** The `fields` parameter of an operation: which object it selects from, and what is asked for without it. */
export interface FieldsModel {
  readonly description: string;
  readonly schema: string;
  readonly defaults: readonly FieldSelection[] | undefined;
}

export type FieldSelection = string | { readonly [field: string]: readonly FieldSelection[] };

export type ResultModel =
  | { readonly kind: 'pages'; readonly item: TypeModel; readonly description: string }
  | { readonly kind: 'value'; readonly type: TypeModel; readonly description: string }
  | { readonly kind: 'none' };

/** A named schema of the description: an interface or a type of the same name. */
export interface SchemaModel {
  readonly name: string;
  readonly description: string;
  readonly type: TypeModel;
}

/** A parameter of an operation or a property of an object. */
export interface PropertyModel {
  readonly name: string;
  readonly description: string;
  readonly type: TypeModel;
  readonly required: boolean;
  readonly defaultValue: string | number | boolean | undefined;
  /** The value that is sent when the caller gives none. */
  readonly sentByDefault: string | undefined;
  readonly since: string | undefined;
  /** A limit of the API that is told but not enforced here. */
  readonly limit: string | undefined;
  /** Permissions that this needs beside those of the operation. */
  readonly scopes: readonly string[];
  readonly secret: boolean;
  /** What it is to other parameters, and to time. */
  readonly bounds: BoundsModel;
  /** What its value names, such as a `post`: no example would do everywhere. */
  readonly names: string | undefined;
  readonly example: unknown;
}

/** Bounds that the API documents and no schema of one parameter can tell. */
export interface BoundsModel {
  /** The earliest moment, in Unix seconds. */
  readonly earliest?: number | undefined;
  /** The parameter that names a later moment. */
  readonly before?: string | undefined;
  /** The parameter that must not be there too. */
  readonly without?: string | undefined;
  /** The parameter that needs this one. */
  readonly neededBy?: string | undefined;
  /** Of the parameter that needs this one, the item that does. */
  readonly neededFor?: string | undefined;
  /** The parameter without which this one is needed. */
  readonly neededUnless?: string | undefined;
}

export type TypeModel =
  | StringType
  | NumberType
  | ArrayType
  | ObjectType
  | { readonly kind: 'boolean' }
  /** An identifier, or another whole number: digits, in answers sometimes a number; always text in TypeScript. */
  | { readonly kind: 'id'; readonly pattern: string | undefined; readonly message: string | undefined }
  /** A moment in a request: a `Date`, Unix seconds or a date text. */
  | { readonly kind: 'time' }
  /** A list that comes bare or inside an object under `member`, and is always handed on bare. */
  | { readonly kind: 'unwrapped'; readonly member: string; readonly items: TypeModel }
  | { readonly kind: 'union'; readonly members: readonly TypeModel[] }
  | { readonly kind: 'reference'; readonly name: string };

export interface StringType {
  readonly kind: 'string';
  /** A closed list of values. */
  readonly values: readonly string[] | undefined;
  /** An open list: the values known today. */
  readonly knownValues: readonly string[] | undefined;
  /** In code points. */
  readonly minLength: number | undefined;
  readonly maxLength: number | undefined;
  readonly pattern: string | undefined;
  /** What to say of a text that does not match the pattern. */
  readonly message: string | undefined;
  readonly uri: boolean;
}

export interface NumberType {
  readonly kind: 'number';
  readonly integer: boolean;
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
}

export interface ArrayType {
  readonly kind: 'array';
  readonly items: TypeModel;
  readonly minItems: number | undefined;
  readonly maxItems: number | undefined;
}

export interface ObjectType {
  readonly kind: 'object';
  readonly properties: readonly PropertyModel[];
}
