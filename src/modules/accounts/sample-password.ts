/**
 * The one documented password of a sample instance. It opens nothing elsewhere: its words are on the list of common
 * passwords, so no account of a real tenant can have it.
 */
export const samplePassword = 'yorube-mihon-sample'
