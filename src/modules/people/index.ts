export {
  type CasePerson,
  cardsOfCase,
  editPerson,
  listCardOfClient,
  listCards,
  peopleOfCase,
  personForEdit,
  renewDeskCards,
} from './case-people.ts'
export {
  FaceSheet,
  kanaToShow,
  nameToShow,
  PersonCard,
  PersonName,
  Place,
  SafeContact,
  whereaboutsKinds,
} from './contract.ts'
export { everybodyOnce } from './everybody-once.ts'
export { findablePerson, isNameMeant, meantPhone } from './findable.ts'
export { lookFor } from './look-for.ts'
export { movePerson } from './move-person.ts'
export { kanaKey } from './normalise.ts'
export { onePerPerson } from './one-per-person.ts'
export { phoneKey, wholePhoneKey } from './phone.ts'
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
  newestPeople,
  peopleToShow,
  type ShownPerson,
  searchablePeople,
  visiblePeople,
} from './searchable-people.ts'
export {
  addPerson,
  beginPerson,
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
