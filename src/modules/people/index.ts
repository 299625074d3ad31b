export {
  type CasePerson,
  cardsOfCase,
  editPerson,
  listCards,
  peopleOfCase,
  personForEdit,
  renewDeskCards,
} from './case-people.ts'
export {
  FaceSheet,
  nameToShow,
  PersonCard,
  PersonName,
  Place,
  SafeContact,
  whereaboutsKinds,
} from './contract.ts'
export { movePerson } from './move-person.ts'
export { onePerPerson } from './one-per-person.ts'
export { type KnownPlace, placesOfCase, placeToReveal, recordPlace } from './places.ts'
export {
  countLikelyTheSame,
  likelyTheSame,
  linksOf,
  type SameLink,
  sameLeaders,
  sayTheSame,
  unsayTheSame,
} from './same-person.ts'
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
  type SearchableCard,
  searchableCards,
  writeTokens,
} from './store.ts'
