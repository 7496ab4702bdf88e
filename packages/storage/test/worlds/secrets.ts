/** What must stand in nothing that is kept or told: a secret of the storage, the signature of an address, the token of a user. */
export const secrets = /canary|X-Amz-S(?:ignature|ecurity-Token)=(?!\[redacted\])|THAA\w{10}/i;
