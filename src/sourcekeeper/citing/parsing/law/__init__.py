"""What lawyers and parliaments cite by number and day: acts, rulings, papers. `law` asks the others. Pure."""
