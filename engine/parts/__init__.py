"""The parts of the engine, one file a part: what each is made of and how."""
