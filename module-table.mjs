/**
 * Which module may import the front door (`index.ts`) of which others; nothing else is allowed. Acyclic, from the
 * bottom up. `.dependency-cruiser.mjs` makes the rules from it.
 */
export const MODULES = {
  directory: [],
  accounts: ['directory'],
  consultations: ['directory'],
  cases: ['consultations', 'directory'],
  disclosures: ['directory'],
  documents: ['directory', 'disclosures'],
  requests: ['cases', 'disclosures', 'directory'],
  today: ['consultations', 'cases', 'requests', 'directory'],
  search: ['consultations', 'cases', 'directory'],
  oversight: ['cases', 'directory'],
  // The fictional city: it fills every other module, and only app/ may ask it to.
  sample: [
    'directory',
    'accounts',
    'consultations',
    'cases',
    'disclosures',
    'documents',
    'requests',
    'today',
    'search',
    'oversight',
  ],
}
