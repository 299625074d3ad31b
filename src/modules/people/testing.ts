/** For the tests of modules above: people as those tests meet them. */

export { findOthers } from './find-others.ts'
export { mergePeople, separatePeople } from './merge-people.ts'
export { openSamePeople } from './open-same-people.ts'
