/** Files that hold keys or passwords whatever is in them, by how people and programs name them. */
const secretNames =
  /^(?:\.env(?:\.[\w.-]{1,40})?|id_[a-z\d_]{2,20}|\.npmrc|[._]netrc|\.pypirc|\.pgpass|\.git-credentials|\.htpasswd|credentials(?:\.(?:json|csv|xml))?|.*\.(?:pem|key|p12|pfx|kdbx|jks|keystore|ppk))$/i;

/** Those that show what such a file looks like. */
const samples = /\.(?:example|sample|template|dist|defaults)$/i;

/** Whether a file, by its name, is likely to hold a key or passwords. */
export function isSecretFileName(name: string): boolean {
  return secretNames.test(name) && !samples.test(name);
}
