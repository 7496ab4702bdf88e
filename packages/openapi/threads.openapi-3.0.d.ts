/** The description in the form of OpenAPI 3.0, for tools that read no newer one. In code use the newer form, which has types. */
declare const description: Readonly<Record<string, unknown>>;
// oxlint-disable-next-line import/no-default-export -- the value of a JSON module is its default export
export default description;
