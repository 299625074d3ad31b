export { declareKin } from './declare-kin.ts'
export { listOwnKin } from './list-own-kin.ts'
export { removeKin } from './remove-kin.ts'
