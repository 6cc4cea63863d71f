/** BCP 47 tag of the language that the page's words are in. */
export const language = document.documentElement.lang;
