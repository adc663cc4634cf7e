"""XXH3, 64 bits, by the Python package xxhash or the library itself; digest is None where neither is there."""
import ctypes
import ctypes.util


def by_package():
    try:
        import xxhash
    except ImportError:
        return None
    return xxhash.xxh3_64_intdigest


def by_library():
    for name in (ctypes.util.find_library("xxhash"), "libxxhash.so.0", "libxxhash.0.dylib"):
        try:
            function = ctypes.CDLL(name).XXH3_64bits if name else None
        except (OSError, AttributeError):
            function = None
        if function:
            function.restype, function.argtypes = ctypes.c_uint64, (ctypes.c_char_p, ctypes.c_size_t)
            return lambda data: function(bytes(data), len(data))
    return None


digest = by_package() or by_library()
