/** Functions of the engine's C, for the modules of this folder: $name(...) becomes a call of intrinsic_name. */
declare function $objectKind(value: object): number;
declare function $functionFlags(value: object): number;
declare function $elementType(value: object): number;
declare function $promiseState(promise: object): number;
declare function $promiseResult(promise: object): unknown;
declare function $proxyPart(proxy: object, handler: boolean): object | null;
declare function $iteratorItems(iterator: object): unknown[];
declare function $iteratesEntries(iterator: object): boolean;
declare function $writeText(stream: number, text: string): void;
/** Primitive values, separated by spaces, as a line. */
declare function $writePlain(stream: number, values: readonly unknown[]): void;
declare function $now(): number;
declare function $timeOrigin(): number;
declare function $reportException(error: unknown): void;
declare function $runMicrotasks(): void;
declare function $setTimerRunner(runner: () => void): void;
declare function $setImmediateRunner(runner: () => void): void;
declare function $wakeAt(time: number): void;
declare function $wakeForImmediates(): void;
declare function $keepAlive(change: number): void;
declare function $detachBuffer(buffer: ArrayBuffer): void;
declare function $isDetached(buffer: ArrayBuffer): boolean;
declare function $fillRandom(bytes: Uint8Array): boolean;
declare function $collate(a: string, b: string, flags: number): number;
/** Undefined where the octets are not well-formed. */
declare function $decodeUtf8(octets: Uint8Array): string | undefined;
declare function $encodeUtf8(text: string): Uint8Array<ArrayBuffer>;
/** Undefined where a character is above U+00FF. */
declare function $encodeBase64(text: string): string | undefined;
/** Undefined where the text is no base64. */
declare function $decodeBase64(text: string): string | undefined;
