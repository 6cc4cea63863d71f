import { gzipSync } from 'node:zlib';
import { unzipSync } from 'fflate';

/** The most that each part of what a user downloads may have, in bytes. */
export const sizeLimits = {
  /** The start-up bundle, minified: the editor reads it whether or not Notelog is used. */
  startUp: 20_000,
  /** The form's script and style together, minified; and each of them as gzip makes it. */
  form: 80_000,
  formGzipped: 30_000,
  /** The MCP server, minified: it is copied to the storage folder. */
  server: 480_000,
  /** The VSIX without its pictures, as it is compressed. */
  code: 680_000,
  /** One picture in the VSIX. */
  picture: 60_000,
} as const;

/** What a VSIX holds, in bytes. */
interface PackageSizes {
  /** All but the pictures, as it is compressed, with the archive's own directory. */
  readonly code: number;
  /** Each picture's own size by its path. */
  readonly pictures: ReadonlyMap<string, number>;
}

/** Takes code and pictures of a VSIX apart: pictures may grow without taking room from the code. */
export function packageSizes(vsix: Uint8Array<ArrayBuffer>): PackageSizes {
  const pictures = new Map<string, number>();
  let code = vsix.length;
  // The filter sees every entry; nothing is unpacked.
  unzipSync(vsix, {
    filter({ name, size, originalSize }) {
      if (name.endsWith('.png')) {
        code -= size;
        pictures.set(name, originalSize);
      }
      return false;
    },
  });
  return { code, pictures };
}

/** What in a VSIX is larger than its limit, in a sentence each. */
export function packageFaults(sizes: PackageSizes): readonly string[] {
  const faults =
    sizes.code > sizeLimits.code ? [fault('The VSIX without its pictures', sizes.code, 'code')] : [];
  for (const [path, size] of sizes.pictures) {
    if (size > sizeLimits.picture) faults.push(fault(path, size, 'picture'));
  }
  return faults;
}

/** The bytes of the form's script and style together, plain and as gzip makes them. */
interface FormSizes {
  readonly plain: number;
  readonly gzipped: number;
}

/** Measures the form's script and style. */
export function formSizes(files: readonly Uint8Array[]): FormSizes {
  return {
    plain: files.reduce((sum, file) => sum + file.length, 0),
    gzipped: files.reduce((sum, file) => sum + gzipSync(file, { level: 9 }).length, 0),
  };
}

/** What of the form is larger than its limit, in a sentence each. */
export function formFaults({ plain, gzipped }: FormSizes): readonly string[] {
  const faults = plain > sizeLimits.form ? [fault('The form', plain, 'form')] : [];
  if (gzipped > sizeLimits.formGzipped) faults.push(fault('The form, gzipped,', gzipped, 'formGzipped'));
  return faults;
}

function fault(what: string, size: number, limit: keyof typeof sizeLimits): string {
  return `${what} has ${size} bytes, more than ${sizeLimits[limit]}.`;
}
