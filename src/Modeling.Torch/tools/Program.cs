using Cluster.VersionNeeds;

// A step of the build, see WeakVersion. Exit code: 0 done, 1 refused, 2 bad usage.
if (args is not [var source, var target, var soname, var version, var symbol])
{
    Console.Error.WriteLine("usage: Cluster.VersionNeeds SOURCE TARGET SONAME VERSION SYMBOL");
    return 2;
}

try
{
    var marked = WeakVersion.Mark(File.ReadAllBytes(source), soname, version, symbol);

    // A build that is stopped leaves no half library behind, and what others link to is replaced, not written into.
    var fresh = $"{target}.{Environment.ProcessId}.new";
    File.WriteAllBytes(fresh, marked);
    File.Move(fresh, target, overwrite: true);
    return 0;
}
catch (Exception failure) when (failure is SharedLibraryException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"error: '{source}' cannot be prepared: {failure.Message}.");
    return 1;
}
