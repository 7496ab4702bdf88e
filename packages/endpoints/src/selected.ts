/**
 * An object with exactly the fields that were asked for, and its `id` if it has one. A list of fields whose entries are not
 * known when compiling (`ThreadSelection[]`) gives the whole object; every field of it may be absent anyway.
 *
 * @example
 * ```ts
 * import type { Selected, Thread } from '@threads-sdk/endpoints';
 *
 * type Headline = Selected<Thread, readonly ['text', { readonly owner: readonly ['id'] }]>;
 * // { readonly id: string; readonly text?: string; readonly owner?: { readonly id: string } }
 * ```
 *
 * @category Fields
 */
export type Selected<Item, Fields extends readonly unknown[]> = number extends Fields['length']
  ? Item
  : SelectedProperties<Item, keyof Item & ('id' | Names<Fields[number]>), Exclude<Fields[number], string>>;

/** Mapped over names that are known to be keys, so that properties stay optional and readonly as they are. */
type SelectedProperties<Item, Name extends keyof Item, Part> = {
  [Key in Name]: Key extends Names<Part>
    ? SelectedPart<Exclude<Item[Key], undefined>, PartFields<Part, Key>>
    : Item[Key];
};

/** What the entries name: fields, and parts with fields of their own. */
type Names<Entry> = Entry extends string ? Entry : keyof Entry;

/** The fields chosen of one part. */
type PartFields<Part, Name extends PropertyKey> = Part extends {
  readonly [Key in Name]: infer Fields extends readonly unknown[];
}
  ? Fields
  : never;

/** A part is one object, a list of them, or a list under `data`. */
type SelectedPart<Value, Fields extends readonly unknown[]> = Value extends readonly (infer Item)[]
  ? readonly Selected<Item, Fields>[]
  : Value extends { readonly data: readonly (infer Item)[] }
    ? { readonly data: readonly Selected<Item, Fields>[] }
    : Selected<Value, Fields>;
