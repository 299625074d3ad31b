/** The part of sodium-native 5.1 that the vault uses; the package brings no types. */
declare module 'sodium-native' {
  interface Sodium {
    readonly crypto_secretstream_xchacha20poly1305_STATEBYTES: number
    readonly crypto_secretstream_xchacha20poly1305_TAG_MESSAGE: number
    readonly crypto_secretstream_xchacha20poly1305_TAG_FINAL: number
    readonly crypto_pwhash_ALG_ARGON2ID13: number
    sodium_memzero(bytes: Uint8Array): void
    sodium_memcmp(a: Uint8Array, b: Uint8Array): boolean
    randombytes_buf(bytes: Uint8Array): void
    crypto_generichash(output: Uint8Array, input: Uint8Array, key?: Uint8Array): void
    crypto_hash_sha256(output: Uint8Array, input: Uint8Array): void
    crypto_sign_seed_keypair(publicKey: Uint8Array, secretKey: Uint8Array, seed: Uint8Array): void
    crypto_sign_detached(signature: Uint8Array, message: Uint8Array, secretKey: Uint8Array): void
    crypto_sign_verify_detached(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean
    crypto_box_seed_keypair(publicKey: Uint8Array, secretKey: Uint8Array, seed: Uint8Array): void
    crypto_scalarmult_base(publicKey: Uint8Array, secretKey: Uint8Array): void
    crypto_box_seal(cipher: Uint8Array, message: Uint8Array, publicKey: Uint8Array): void
    crypto_box_seal_open(
      message: Uint8Array,
      cipher: Uint8Array,
      publicKey: Uint8Array,
      secretKey: Uint8Array,
    ): boolean
    crypto_aead_xchacha20poly1305_ietf_encrypt(
      cipher: Uint8Array,
      message: Uint8Array,
      additional: Uint8Array | null,
      secretNonce: null,
      nonce: Uint8Array,
      key: Uint8Array,
    ): number
    crypto_aead_xchacha20poly1305_ietf_decrypt(
      message: Uint8Array,
      secretNonce: null,
      cipher: Uint8Array,
      additional: Uint8Array | null,
      nonce: Uint8Array,
      key: Uint8Array,
    ): number
    crypto_pwhash(
      output: Uint8Array,
      password: Uint8Array,
      salt: Uint8Array,
      ops: number,
      memoryBytes: number,
      algorithm: number,
    ): void
    crypto_pwhash_async(
      output: Uint8Array,
      password: Uint8Array,
      salt: Uint8Array,
      ops: number,
      memoryBytes: number,
      algorithm: number,
    ): Promise<void>
    crypto_secretstream_xchacha20poly1305_init_push(
      state: Uint8Array,
      header: Uint8Array,
      key: Uint8Array,
    ): void
    crypto_secretstream_xchacha20poly1305_init_pull(
      state: Uint8Array,
      header: Uint8Array,
      key: Uint8Array,
    ): void
    crypto_secretstream_xchacha20poly1305_push(
      state: Uint8Array,
      cipher: Uint8Array,
      message: Uint8Array,
      additional: Uint8Array,
      tag: number,
    ): number
    crypto_secretstream_xchacha20poly1305_pull(
      state: Uint8Array,
      message: Uint8Array,
      tag: Uint8Array,
      cipher: Uint8Array,
      additional: Uint8Array,
    ): number
  }
  const sodium: Sodium
  export = sodium
}
