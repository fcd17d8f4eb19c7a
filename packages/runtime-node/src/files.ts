import type { BigIntStats, Dirent } from 'node:fs';
import * as fs from 'node:fs';

// node:fs by descriptor, as promises. FileHandle of node:fs/promises does the same with an object and an event emitter each.

type Done<T> = (error: NodeJS.ErrnoException | null, result: T) => void;

function promised<T>(start: (done: Done<T>) => void): Promise<T> {
  return new Promise((resolve, reject) => start((error, result) => (error ? reject(error) : resolve(result))));
}

export function open(path: string, flags: number, mode?: number): Promise<number> {
  return promised<number>((done) => fs.open(path, flags, mode, done));
}

/** Never fails: what close(2) reports belongs to writes, which are synced where it matters. */
export function close(descriptor: number): Promise<void> {
  return new Promise((resolve) => fs.close(descriptor, () => resolve()));
}

export function status(descriptor: number): Promise<BigIntStats> {
  return promised<BigIntStats>((done) => fs.fstat(descriptor, { bigint: true }, done));
}

/** Of the link itself, if it is one. */
export function linkStatus(path: string): Promise<BigIntStats> {
  return promised<BigIntStats>((done) => fs.lstat(path, { bigint: true }, done));
}

/** Octets read, 0 at the end of the file. */
export function readAt(
  fd: number,
  into: Uint8Array,
  offset: number,
  length: number,
  position: number,
): Promise<number> {
  return promised<number>((done) => fs.read(fd, into, offset, length, position, done));
}

export function writeAt(
  fd: number,
  bytes: Uint8Array,
  offset: number,
  length: number,
  position: number,
): Promise<number> {
  return promised<number>((done) => fs.write(fd, bytes, offset, length, position, done));
}

/** Contents and metadata to the medium. */
export function sync(descriptor: number): Promise<void> {
  return promised<void>((done) => fs.fsync(descriptor, done));
}

/** Contents, and of the metadata what is needed to read them again. */
export function syncData(descriptor: number): Promise<void> {
  return promised<void>((done) => fs.fdatasync(descriptor, done));
}

/** Times in seconds. */
export function setTimes(descriptor: number, accessed: number, modified: number): Promise<void> {
  return promised<void>((done) => fs.futimes(descriptor, accessed, modified, done));
}

export function rename(from: string, to: string): Promise<void> {
  return promised<void>((done) => fs.rename(from, to, done));
}

export function unlink(path: string): Promise<void> {
  return promised<void>((done) => fs.unlink(path, done));
}

export function removeDirectory(path: string): Promise<void> {
  return promised<void>((done) => fs.rmdir(path, done));
}

export function makeDirectory(path: string): Promise<void> {
  return promised<void>((done) => fs.mkdir(path, (error) => done(error)));
}

export function entries(path: string): Promise<Dirent[]> {
  return promised<Dirent[]>((done) => fs.readdir(path, { withFileTypes: true }, done));
}
