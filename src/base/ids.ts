/** Makes a new unique id: lower-case letters, digits and hyphens, fit for a file name. */
export type NewId = () => string;
