using YongAi.Simulators.World;

if (args is ["code", ..]) return CodeCommand.Run(args[1..], Console.Out);
Console.Error.WriteLine("code ...   a code drawn by a simulated phone");
return 2;
