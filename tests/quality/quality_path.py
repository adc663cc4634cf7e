"""Lets the tests import the modules of bench/quality."""
import os
import sys

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "bench", "quality")
sys.dont_write_bytecode = True
sys.path.insert(0, os.path.normpath(FOLDER))
