/**
 * Which module may import the front door (`index.ts`) of which others; nothing else is allowed. Acyclic, from the
 * bottom up. `.dependency-cruiser.mjs` makes the rules from it.
 */
const everyday = [
  'directory',
  'people',
  'conflicts',
  'drafts',
  'referrals',
  'consultations',
  'cases',
  'disclosures',
  'documents',
  'requests',
  'emergency',
]

export const MODULES = {
  directory: [],
  accounts: ['directory'],
  people: ['directory'],
  // What staff declared about their kin, and whom cases name as opposing parties.
  conflicts: ['people', 'directory'],
  drafts: [],
  // Below consultations, which turn a referral into one.
  referrals: ['directory'],
  consultations: ['people', 'drafts', 'referrals', 'conflicts', 'directory'],
  cases: ['consultations', 'referrals', 'conflicts', 'people', 'drafts', 'directory'],
  disclosures: ['cases', 'people', 'directory'],
  documents: ['disclosures', 'cases', 'people', 'directory'],
  requests: ['cases', 'disclosures', 'documents', 'people', 'drafts', 'directory'],
  // The duty desk: a case of another desk, for an hour.
  emergency: ['cases', 'people', 'directory'],
  // Who looked at a record: told to the person it is about, and watched for what is unusual.
  viewing: everyday,
  // Requests of a person for what is held about her.
  'subject-access': everyday,
  // Clocks, holds, lists of what is to be destroyed, and its destruction.
  retention: ['cases', 'consultations', 'directory'],
  // Everybody's first page: administrators and auditors have theirs too.
  today: [...everyday, 'accounts', 'oversight', 'viewing'],
  search: everyday,
  oversight: everyday,
  // The fictional city: it fills every other module, and only app/ may ask it to.
  sample: [...everyday, 'accounts'],
}
