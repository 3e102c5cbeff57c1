/**
 * Stands in for `@rc-component/util/es/Dom/dynamicCSS.js`. What antd writes at run time becomes constructed style sheets, which a
 * Content-Security-Policy of `style-src 'self'` lets in without a nonce. With `<StyleProvider layer>` they lie in a layer, so that the
 * console's own CSS wins. It is an inner path of antd: the suite that counts violations guards every upgrade.
 */
const entries = [];
const rankOf = (option) => (option.prepend === 'queue' ? (option.priority ?? 0) : option.prepend ? -1e6 : 1e6);
const idOf = (key, { mark = 'rc-util-key' } = {}) => `${mark} ${key}`;
const adopt = () => (document.adoptedStyleSheets = entries.map(({ sheet }) => sheet));

function write(entry, css) {
  entry.node.css = css;
  entry.sheet.replaceSync(css);
}

export function updateCSS(css, key, option = {}) {
  const id = idOf(key, option);
  const known = entries.find((one) => one.id === id);
  if (known) {
    if (known.node.css !== css) write(known, css);
    return known.node;
  }
  const entry = { id, rank: rankOf(option), node: document.createElement('style'), sheet: new CSSStyleSheet() };
  write(entry, css);
  const at = entries.findIndex(({ rank }) => rank > entry.rank);
  entries.splice(at < 0 ? entries.length : at, 0, entry);
  adopt();
  return entry.node;
}

export function removeCSS(key, option) {
  const at = entries.findIndex(({ id }) => id === idOf(key, option));
  if (at < 0) return;
  entries.splice(at, 1);
  adopt();
}

let injected = 0;
export const injectCSS = (css, option) => updateCSS(css, `injected ${++injected}`, option);
export const clearContainerCache = () => {};
