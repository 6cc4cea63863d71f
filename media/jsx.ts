// What every element of the page is made with; scripts/bundles.ts puts these names into each file.
export { Fragment, h } from 'preact';
