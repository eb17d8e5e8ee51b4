import type { Tensor } from '@energetic-ai/core';

export function encoderOf(weights: Readonly<Record<string, readonly Tensor[]>>): (ids: readonly number[]) => Float32Array;
