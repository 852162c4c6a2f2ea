"""What is printed about bulletins: the proof of set pages, the guide to a house style."""
