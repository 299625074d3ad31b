export {
  FaceSheet,
  nameToShow,
  PersonCard,
  PersonName,
  Place,
  SafeContact,
  whereaboutsKinds,
} from './contract.ts'
export { addPerson, cardOf, faceOf, listCardOf, type NewPerson, writeTokens } from './store.ts'
