export {
  bringToCase,
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
export { type KnownPlace, placesOfCase, placeToReveal, recordPlace } from './places.ts'
export { addPerson, cardOf, faceOf, listCardOf, type NewPerson, writeTokens } from './store.ts'
