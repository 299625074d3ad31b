/** Every drill and the program that runs it. Each prints its figures and ends with code 0 only if everything held. */
export const DRILLS = {
  fuzz: 'fuzz/drill.ts',
  uploads: 'uploads/uploads.db.test.ts',
}
