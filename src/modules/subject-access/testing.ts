export {
  askEndAccess,
  decideAccess,
  endAccess,
  extendAccess,
  proposeAccess,
  reopenAccess,
} from './decide-access.ts'
export { giveAccess, printAccess } from './give-access.ts'
export { identifyAccess } from './identify-access.ts'
export { prepareAccess } from './prepare-access.ts'
export { receiveAccess } from './receive-access.ts'
export { listAccess, showAccess } from './show-access.ts'
