export { movePerson } from './move-person.ts'
export { linksOf, type SameLink, sameLeaders, sayTheSame, unsayTheSame } from './same-person.ts'
export {
  addPerson,
  type CallerTraits,
  cardOf,
  changeCard,
  faceOf,
  listCardOf,
  type NewPerson,
  type PersonRow,
  personsById,
  recognise,
  writeTokens,
} from './store.ts'
