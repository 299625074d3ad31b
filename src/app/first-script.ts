/**
 * Runs before any other script of a page. It tells Zod not to try `new Function`, which the policy refuses and reports, and
 * says what Trusted Types let through: the empty script element that React makes when it builds a page anew, and the texts
 * of scripts that the server itself wrote into this very page. Any other text stays a text.
 */
export const firstScript = `
globalThis.__zod_globalConfig = { jitless: true };
{
  let written = new Set();
  addEventListener('DOMContentLoaded', () => {
    written = new Set([...document.scripts].map((one) => one.text));
  });
  const own = (text) => (text === '<script><\\/script>' || (text !== '' && written.has(text)) ? text : null);
  globalThis.trustedTypes?.createPolicy('default', { createHTML: own, createScript: own });
}
`
